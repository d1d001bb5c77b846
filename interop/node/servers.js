'use strict';

// Hosts route tables on frameworks of Node. Writes the address on which it listens, and ends when stdin does.
//
// A POST whose x-server is "new" has a table as JSON, {framework, options, endpoints}, and is answered with the
// table's number; requests with that number as x-server are the table's. An endpoint is {number, method, paths},
// where method "" means all methods. What runs says so in the header Ran: its number and the method that it saw.

const { AsyncLocalStorage } = require('node:async_hooks');
const http = require('node:http');

process.noDeprecation = true; // restify asks for what Node would rather not give

const frameworks = {
  express4: require('./express')('express4'),
  express5: require('./express')('express5'),
  fastify: require('./fastify'),
  hapi: require('./hapi'),
  hono: require('./hono'),
  koa: require('./koa'),
  polka: require('./polka'),
  restify: require('./restify'),
};

const tables = [];

async function host(req, res) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  try {
    const table = JSON.parse(Buffer.concat(chunks).toString());
    tables.push(await frameworks[table.framework](table));
    res.end(String(tables.length - 1));
  } catch (err) {
    res.statusCode = 500;
    res.end(String(err.stack));
  }
}

// An exception that nobody catches would end the process: restify throws one on a request without a path.
const current = new AsyncLocalStorage();
process.on('uncaughtException', (err) => {
  const res = current.getStore();
  if (!res) throw err;
  res.statusCode = 500;
  res.end();
});

const server = http.createServer((req, res) => {
  const number = req.headers['x-server'];
  if (number === 'new') host(req, res);
  else current.run(res, () => tables[number](req, res));
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`127.0.0.1:${server.address().port}\n`));
process.stdin.resume();
process.stdin.on('close', () => process.exit(0));
