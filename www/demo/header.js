// The facts beneath the headline, measured in this very page, and links that exist.

import { byId, el } from './dom.js';
import { duration, kilobytes } from './format.js';
import { describeAddress } from './wire.js';

const LINKS = [['README', '/README.md']];

/** Fills the facts; `session` is absent when the script did not load. */
export function mountHeader(session) {
  const script = document.querySelector('script[src*="pusher"]');
  addSize(script.src);
  if (session) {
    addFact('new Pusher() took', duration(session.constructedIn), 'compiling WebAssembly included');
    const version = describeAddress(session.attempt()?.url).version;
    if (version) addFact('Announces itself as', `js ${version}`, 'in the socket’s address');
  }
  for (const link of LINKS) addLinkIfThere(...link);
}

/** Size from the browser's own accounting of the script it loaded. */
function addSize(address) {
  const timing = performance.getEntriesByName(address).at(0);
  if (!timing?.decodedBodySize) return;
  const { decodedBodySize, encodedBodySize, transferSize } = timing;
  const size = addFact(
    new URL(address).pathname.split('/').at(-1),
    kilobytes(decodedBodySize),
    transferSize === 0 ? 'from cache' : '',
  );
  const note = size.querySelector('small');
  if (encodedBodySize < decodedBodySize) note.append(` ${kilobytes(encodedBodySize)} transferred`);
  else gzippedSize(address).then((bytes) => note.append(` ${kilobytes(bytes)} with gzip`));
}

/** What a server that compresses would send; this one does not. */
async function gzippedSize(address) {
  const { body } = await fetch(address, { cache: 'force-cache' });
  return (await new Response(body.pipeThrough(new CompressionStream('gzip'))).blob()).size;
}

function addFact(label, value, note) {
  const fact = el('div', {}, el('dt', {}, label), el('dd', {}, value, el('small', {}, note)));
  byId('facts').append(fact);
  return fact;
}

async function addLinkIfThere(label, href) {
  try {
    const response = await fetch(href, { method: 'HEAD' });
    if (response.ok) byId('links').append(el('a', { href }, label));
  } catch {
    // No server, no link.
  }
}
