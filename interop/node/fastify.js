'use strict';

// Fastify. Options: those of fastify().

const http = require('node:http');
const fastify = require('fastify');

module.exports = async (table) => {
  let handler;
  const app = fastify({ ...table.options, serverFactory: (handle) => ((handler = handle), http.createServer()) });
  for (const endpoint of table.endpoints) {
    for (const url of endpoint.paths) {
      const ran = (request, reply) => reply.header('Ran', `${endpoint.number} ${request.method}`).send();
      try {
        if (endpoint.method === '') app.all(url, ran);
        else app.route({ method: endpoint.method, url, handler: ran });
      } catch (err) {
        // A route of GET has brought one of HEAD with it: the later one has no place.
        if (err.code !== 'FST_ERR_DUPLICATED_ROUTE') throw err;
      }
    }
  }
  await app.ready();
  return handler;
};
