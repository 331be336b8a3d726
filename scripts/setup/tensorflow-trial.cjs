// Loads tfjs-node's addon and multiplies two matrices with it; exit code 1 where that is not native TensorFlow.
const tf = require('@tensorflow/tfjs-node');

const product = tf
  .matMul(
    tf.tensor2d([
      [1, 2],
      [3, 4],
    ]),
    tf.tensor2d([
      [5, 6],
      [7, 8],
    ]),
  )
  .dataSync();
console.log(`${tf.getBackend()} backend, tfjs ${tf.version.tfjs}, product ${product}`);
if (tf.getBackend() !== 'tensorflow' || String(product) !== '19,22,43,50') process.exit(1);
