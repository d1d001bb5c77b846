// Package notation reads how documents write routes and requirements.
//
// It is a room of the generator: public so that it can be read and tested; only the package
// generator promises compatibility.
package notation
