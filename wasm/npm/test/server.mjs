// A server for one test, on a port that the system chooses.

import { createServer } from 'node:http';

/** Serves routes: a path to a function (request, response). `url(path)` is an address on it. */
export async function serve(t, routes) {
  const server = createServer((request, response) => {
    const route = routes[new URL(request.url, 'http://127.0.0.1').pathname];
    if (route === undefined) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>not found</h1>');
      return;
    }
    route(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address();
  return { url: (path) => `http://127.0.0.1:${port}${path}` };
}

/** A route that sends a body. */
export function body(type, content, status = 200) {
  return (_, response) => response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(content);
}
