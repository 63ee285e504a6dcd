/// Measures the screens: how long each takes to open over much history, how smoothly its lists scroll, and what a flood
/// of calls costs. `./mvnw -Pbench-console` runs it. Figures of the FX thread are its processor time, so that other
/// programs on the machine do not count.
package signalbox.app.testing.bench;
