'use strict';

// Hono on its server for Node. Options: those of new Hono(), and router by its name.

const { getRequestListener } = require('@hono/node-server');
const { Hono } = require('hono');
const { TrieRouter } = require('hono/router/trie-router');

const routers = { trie: TrieRouter };

module.exports = (table) => {
  const { router, ...options } = table.options ?? {};
  const app = new Hono(router ? { ...options, router: new routers[router]() } : options);
  for (const endpoint of table.endpoints) {
    for (const path of endpoint.paths) {
      const ran = (c) => c.body(null, 200, { Ran: `${endpoint.number} ${c.req.method}` });
      if (endpoint.method === '') app.all(path, ran);
      else app.on(endpoint.method, path, ran);
    }
  }
  return getRequestListener(app.fetch);
};
