package signalbox.core;

import java.time.InstantSource;
import signalbox.core.ledger.LedgerException;
import signalbox.core.ledger.LedgerStore;
import signalbox.core.policy.Policy;
import signalbox.core.price.PriceHistory;
import signalbox.core.provider.CliUpstream;
import signalbox.core.provider.Health;
import signalbox.core.provider.HttpUpstream;
import signalbox.core.provider.PracticeUpstream;
import signalbox.core.provider.Upstream;
import signalbox.core.provider.Upstreams;
import signalbox.core.secret.AppKeys;
import signalbox.core.secret.SecretException;

/// What a router is made of, opened in order and closed in reverse.
record Parts(
        InstantSource clock,
        ClockGuard guard,
        LedgerStore store,
        AuditTrail audit,
        PolicyStore policyStore,
        Policy policy,
        Events events,
        Books books,
        PriceHistory prices,
        ProviderSecrets secrets,
        AppKeys appKeys,
        PracticeUpstream practice,
        HttpUpstream http,
        Upstream upstream,
        Health health) {

    static Parts open(RouterConfig config) throws RouterException {
        LedgerStore store = openStore(config);
        try {
            var audit = new AuditTrail(store.recovered().lastAudit());
            var policyStore = new PolicyStore(store.journal(), audit);
            Policy policy = policyStore.read(store.recovered(), config.clock().instant());
            var events = new Events();
            events.on(new HaltTrail(store.journal(), audit)::hear);
            var secrets = new ProviderSecrets(config.dataDir(), config.environment());
            AppKeys appKeys = AppKeys.open(config.dataDir().resolve("app-keys"));
            ClockGuard guard = ClockGuard.of(config, store.recovered());
            var books =
                    new Books(
                            store.journal(),
                            store.recovered(),
                            policy.budgets().values(),
                            config.clock(),
                            guard,
                            events::tell);
            var practice = new PracticeUpstream(config.practice(), config.clock());
            var http = new HttpUpstream(secrets.secrets(), config.deadlines());
            return new Parts(
                    config.clock(),
                    guard,
                    store,
                    audit,
                    policyStore,
                    policy,
                    events,
                    books,
                    LivePricing.read(store.recovered()),
                    secrets,
                    appKeys,
                    practice,
                    http,
                    new Upstreams(http, new CliUpstream(config.environment(), config.deadlines()), practice),
                    new Health());
        } catch (SecretException e) {
            store.close(false);
            throw new RouterException(e.code(), e.getMessage(), e);
        } catch (RouterException | RuntimeException e) {
            store.close(false);
            throw e;
        }
    }

    private static LedgerStore openStore(RouterConfig config) throws RouterException {
        try {
            return LedgerStore.open(config.dataDir(), config.clock());
        } catch (LedgerException e) {
            throw new RouterException(e.code(), e.getMessage(), e);
        }
    }

    void close(boolean clean) {
        upstream.close();
        books.close();
        store.close(clean);
    }
}
