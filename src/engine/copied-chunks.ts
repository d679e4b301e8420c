/** Chunks to keep: one that is read holds good only until the next one is asked for, and a stream holds several. */
export async function* copiedChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
