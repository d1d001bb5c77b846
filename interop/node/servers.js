'use strict';

// Hosts route tables on Express, each on a port of its own. Reads one line of JSON from stdin, a list of
// servers, and answers with one line: the list of their ports. It ends when stdin does.
//
// A server is {express, settings, override, mount, endpoints}; an endpoint is {method, paths, rows, fallback},
// where method "" means all methods, and rows says which row runs for a method.

const http = require('node:http');
const readline = require('node:readline');
const methodOverride = require('method-override');

function row(endpoint, method) {
  if (method in endpoint.rows) return endpoint.rows[method];
  if (method === 'HEAD' && 'GET' in endpoint.rows) return endpoint.rows.GET;
  return endpoint.fallback;
}

function register(router, endpoint, paths) {
  const method = endpoint.method === '' ? 'all' : endpoint.method.toLowerCase();
  router[method](paths, (req, res) => {
    res.set('Ran', String(row(endpoint, req.method)));
    res.end();
  });
}

// mounted registers an endpoint with the router of its first segment, if that is a literal.
function mounted(app, { Router, routers }, endpoint) {
  for (const path of endpoint.paths) {
    const [, first, rest] = /^(\/[^/]*)(.*)$/.exec(path);
    if (/[:*]/.test(first) || first === '/') {
      register(app, endpoint, [path]);
      continue;
    }
    if (!routers[first]) app.use(first, (routers[first] = Router()));
    register(routers[first], endpoint, [rest || '/']);
  }
}

function app(server) {
  const express = require(server.express);
  const app = express();
  for (const [name, value] of Object.entries(server.settings ?? {})) app.set(name, value);
  if (server.override) app.use(methodOverride('X-HTTP-Method-Override', { methods: null }));
  const mount = { Router: express.Router, routers: {} };
  for (const endpoint of server.endpoints) {
    if (server.mount) mounted(app, mount, endpoint);
    else register(app, endpoint, endpoint.paths);
  }
  // Express answers an error, such as a bad escape, with its stack on stderr unless told otherwise.
  app.use((err, req, res, next) => res.status(err.status ?? 500).end());
  return app;
}

function listen(server) {
  return new Promise((resolve, reject) => {
    const listener = http.createServer(app(server));
    listener.on('error', reject);
    listener.listen(0, '127.0.0.1', () => resolve(listener.address().port));
  });
}

const lines = readline.createInterface({ input: process.stdin });
lines.once('line', async (line) => {
  const ports = await Promise.all(JSON.parse(line).map(listen));
  process.stdout.write(JSON.stringify(ports) + '\n');
});
lines.on('close', () => process.exit(0));
