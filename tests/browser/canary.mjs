// Listeners on this machine that should never hear anything: HTTP and whatever else comes over TCP on one port,
// UDP on another.

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const listening = (server, listen) => new Promise((resolve, reject) => server.once('error', reject) && listen(resolve));

/** `heard()` is `nothing`, `a connection` (no data came over it), or `data: …`. */
export async function canary() {
  let connections = 0;
  const data = [];
  // Names its own icon, so that a browser asks for no other, later.
  const body = '<link rel=icon href=data:,>';
  const tcp = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      data.push(bytes.toString('latin1').split('\r\n', 1)[0].replace(/[^ -~]/g, '?').slice(0, 80));
      socket.end(`HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    });
  });
  const udp = createSocket('udp4');
  udp.on('message', () => data.push('a datagram'));
  await listening(tcp, (done) => tcp.listen(0, '127.0.0.1', done));
  await listening(udp, (done) => udp.bind(0, '127.0.0.1', done));
  return {
    port: tcp.address().port,
    udp: udp.address().port,
    heard: () => (data.length > 0 ? `data: ${[...new Set(data)].join(' | ')}` : connections > 0 ? 'a connection' : 'nothing'),
    close() {
      tcp.close();
      udp.close();
    },
  };
}
