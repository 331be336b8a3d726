/** The growing memory of a typed-array kernel. */
export interface TypedMemory {
  floats: Float32Array | Float64Array;
  ints: Int32Array;
}
