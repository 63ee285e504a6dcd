/// What single parts cost, measured with JMH; compiled and run only in the profile `bench-micro`.
package signalbox.bench;
