/* Draws each stored figure from its Vega-Lite specification in place of its picture, when the reader comes near it. */
(function () {
  'use strict';

  async function draw(figure) {
    const script = figure.querySelector('script');
    const picture = figure.querySelector('img');
    const stage = document.createElement('div');
    try {
      await vegaEmbed(stage, JSON.parse(script.textContent), {
        mode: 'vega-lite',
        renderer: 'svg',
        actions: { export: true, source: false, compiled: false, editor: false },
      });
    } catch (error) {
      // The picture says the same.
      console.warn('A figure stays a picture:', error);
      return;
    }
    if (picture) picture.replaceWith(stage);
    else figure.append(stage);
    figure.dataset.drawn = 'true';
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        void draw(target);
      }
    },
    { rootMargin: '600px' },
  );
  for (const figure of document.querySelectorAll('.stored-figure')) near.observe(figure);
})();
