/// The router: policy, plan, budget, price, dialect, provider, ledger and proxy. No JavaFX, no desktop; usable as a
/// library and headless. What is not exported here is internal.
module signalbox.core {
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires com.google.i18n.phonenumbers.libphonenumber;
    requires com.h2database;
    requires flyway.core;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.transport;
    requires java.naming;
    requires java.sql;
    requires okhttp3;
    requires okio;
    requires org.apache.commons.csv;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires re2j;

    exports signalbox.core;
    exports signalbox.core.budget;
    exports signalbox.core.control;
    exports signalbox.core.dialect;
    exports signalbox.core.ledger;
    exports signalbox.core.past;
    exports signalbox.core.pii;
    exports signalbox.core.plan;
    exports signalbox.core.policy;
    exports signalbox.core.policyfile;
    exports signalbox.core.price;
    exports signalbox.core.provider;
    exports signalbox.core.proxy;
    exports signalbox.core.secret;
    exports signalbox.core.simulate;
    exports signalbox.core.vendor;
}
