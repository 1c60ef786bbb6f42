// What lies compressed in the page: base64 of gzip, in a block that is no script. It is taken out once.

export async function unpack(place: string, what: string): Promise<ArrayBuffer> {
  if (typeof DecompressionStream !== 'function') throw new Error('this browser is too old: it has no DecompressionStream');
  const block = document.getElementById(place);
  if (!block) throw new Error(`this page is incomplete: ${what} is missing`);
  const packed = atob(block.textContent.trim());
  block.remove();
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
