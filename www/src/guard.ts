// Runs before everything else, in page and worker. The policy in the page stops every request but
// those below; this takes them away from our own code and that of the libraries in the bundle.
// docs/hosting.md says what remains; tests/browser/canary.mjs tries each.

const gone = { value: undefined, writable: false, configurable: false };
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'open']) {
  if (name in globalThis) Object.defineProperty(globalThis, name, gone);
}

const without = (address: string) => address.split('#', 1)[0];

if (typeof document === 'object') {
  // With three arguments it is window.open.
  Object.defineProperty(Document.prototype, 'open', gone);

  // The page stays where it is: no script, link or refresh takes an address with it. Reloading,
  // fragments and saving a file remain, and whatever the reader does in the browser's own bar.
  type Navigate = Event & {
    navigationType: string;
    downloadRequest: string | null;
    destination: { url: string };
  };
  const { navigation } = globalThis as unknown as { navigation?: EventTarget };
  const here = without(document.URL);
  navigation?.addEventListener('navigate', (event) => {
    const { navigationType, downloadRequest, destination } = event as Navigate;
    const saves = downloadRequest !== null && destination.url.startsWith('blob:');
    const stays = without(destination.url) === here && without(document.URL) === here;
    if (!saves && !stays && navigationType !== 'traverse') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });

  // A link into another tab is none of the above.
  const leaves = (target: EventTarget) =>
    (target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement || target instanceof SVGAElement) &&
    target.hasAttribute('href') &&
    without(String(target instanceof SVGAElement ? target.href.baseVal : target.href)) !== here &&
    !String(target.href).startsWith('blob:');
  for (const kind of ['click', 'auxclick']) {
    document.addEventListener(kind, (event) => event.composedPath().some(leaves) && event.preventDefault(), true);
  }
}

export {};
