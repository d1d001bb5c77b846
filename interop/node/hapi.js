'use strict';

// hapi. Options: those of Hapi.server().

const http = require('node:http');
const Hapi = require('@hapi/hapi');

module.exports = async (table) => {
  const listener = http.createServer();
  const server = Hapi.server({ ...table.options, listener, autoListen: false, debug: false });
  for (const endpoint of table.endpoints) {
    if (endpoint.method === 'HEAD') continue; // hapi has no such routes: those of GET answer
    for (const path of endpoint.paths) {
      server.route({
        method: endpoint.method === '' ? '*' : endpoint.method,
        path,
        handler: (request, h) => h.response().code(200).header('Ran', `${endpoint.number} ${request.method.toUpperCase()}`),
      });
    }
  }
  await server.initialize();
  return (req, res) => listener.emit('request', req, res);
};
