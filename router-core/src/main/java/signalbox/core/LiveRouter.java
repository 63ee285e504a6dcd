package signalbox.core;

/// The running router.
final class LiveRouter {
    private LiveRouter() {}

    static Router open(RouterConfig config) throws RouterException {
        throw new RouterException("not_built", "The router is being built.");
    }
}
