/// Test support that several rooms share: a fault-injecting upstream over real sockets, and providers to aim at it.
package signalbox.core.testing;
