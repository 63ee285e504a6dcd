package signalbox.core.budget;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import signalbox.core.policy.Budget;

/// Which account is current for which budget: opens, rolls and parks them. Guarded by the book's lock.
final class Accounts {
    private final BudgetRules rules;
    private final Alarm alarm;
    private final Escrow escrow;
    private final WindowClock windows;

    private final Map<String, Recovered> recovered = new HashMap<>();
    private SequencedMap<String, Account> current = new LinkedHashMap<>();

    /// Of removed budgets, in case they come back within their window.
    private final Map<String, Account> parked = new HashMap<>();

    /// Of ended windows, until their last hold settled and their escrow is back.
    private final List<Account> closing = new ArrayList<>();

    Accounts(BudgetRules rules, Alarm alarm, Escrow escrow, WindowClock windows) {
        this.rules = rules;
        this.alarm = alarm;
        this.escrow = escrow;
        this.windows = windows;
    }

    /// Keeps the latest window of each budget, for when the budget is configured.
    void restore(Collection<Recovered> fromJournal) {
        for (Recovered each : fromJournal) {
            recovered.merge(each.budget(), each, (a, b) -> a.window().isAfter(b.window()) ? a : b);
        }
    }

    void configure(Collection<Budget> budgets, Instant now) {
        var next = new LinkedHashMap<String, Account>();
        for (Budget budget : budgets) {
            Account known = current.remove(budget.name());
            if (known == null) {
                known = parked.remove(budget.name());
            }
            next.put(budget.name(), known == null ? opened(budget, now) : adopted(known, budget, now));
        }
        current.values().forEach(escrow::rest);
        parked.putAll(current);
        current = next;
    }

    /// The current account of a budget.
    ///
    /// @throws IllegalArgumentException when there is no such budget
    Account of(String budget, Instant now) {
        Account account = current.get(budget);
        if (account == null) {
            throw new IllegalArgumentException("there is no budget named " + budget);
        }
        return rolled(account, now);
    }

    List<Account> all(Instant now) {
        return List.copyOf(current.values()).stream().map(account -> rolled(account, now)).toList();
    }

    List<Account> matching(Subject subject, Instant now) {
        var matching = new ArrayList<Account>();
        for (Map.Entry<String, Account> entry : current.entrySet()) {
            if (subject.isIn(entry.getValue().budget.scope())) {
                entry.setValue(successor(entry.getValue(), now));
                matching.add(entry.getValue());
            }
        }
        return matching;
    }

    /// The account of a budget's window, current or not; null when it is no longer known.
    Account find(String budget, Instant window) {
        Account latest = current.get(budget);
        if (latest != null && latest.span.start().equals(window)) {
            return latest;
        }
        for (Account account : withEscrow()) {
            if (account.budget.name().equals(budget) && account.span.start().equals(window)) {
                return account;
            }
        }
        return null;
    }

    List<Account> current() {
        return List.copyOf(current.values());
    }

    boolean isCurrent(Account account) {
        return current.get(account.budget.name()) == account;
    }

    /// Every account that may hold escrow.
    List<Account> withEscrow() {
        var every = new ArrayList<>(current.values());
        every.addAll(parked.values());
        every.addAll(closing);
        return every;
    }

    private Account rolled(Account account, Instant now) {
        Account successor = successor(account, now);
        current.put(account.budget.name(), successor);
        return successor;
    }

    /// The account itself while its window lasts, else a new one for the window of `now`.
    private Account successor(Account account, Instant now) {
        Instant opening = now.isBefore(account.span.end()) ? now : windows.opening(now);
        WindowSpan span = rules.span(account, opening);
        if (span.equals(account.span)) {
            return account;
        }
        var fresh = new Account(account.budget, span);
        retire(account);
        alarm.rolled(account, fresh, now);
        return fresh;
    }

    private void retire(Account account) {
        escrow.rest(account);
        closing.removeIf(old -> old.holds == 0 && !old.moving && old.slice() <= 0);
        closing.add(account);
    }

    private Account opened(Budget budget, Instant now) {
        Recovered found = recovered.remove(budget.name());
        WindowSpan calendar = WindowSpan.at(budget.window(), budget.zone(), windows.opening(now));
        if (found == null || found.window().isBefore(calendar.start())) {
            return new Account(budget, calendar);
        }
        Instant end = WindowSpan.at(budget.window(), budget.zone(), found.window()).end();
        var account = new Account(budget, new WindowSpan(found.window(), end));
        account.spent = found.spent();
        account.unreported = rules.unreported(found);
        account.moved = found.moved();
        account.bumps.addAll(found.bumps());
        alarm.recovered(account, found.haltedSince());
        return account;
    }

    private Account adopted(Account known, Budget budget, Instant now) {
        if (!sameShape(known.budget, budget)) {
            return reshaped(known, budget, now);
        }
        long capBefore = known.cap();
        known.budget = budget;
        Account account = successor(known, now);
        if (account == known) {
            alarm.capMoved(account, capBefore, now);
        }
        return account;
    }

    /// A fresh account from now to the end of the calendar window. Its start is later than any start of this budget
    /// before, so that no charge of the old shape is ever added to the new one.
    private Account reshaped(Account known, Budget budget, Instant now) {
        Instant start = windows.opening(now).truncatedTo(ChronoUnit.MILLIS);
        if (!start.isAfter(known.span.start())) {
            start = known.span.start().plusMillis(1);
        }
        Instant end = WindowSpan.at(budget.window(), budget.zone(), start).end();
        var fresh = new Account(budget, new WindowSpan(start, end));
        retire(known);
        alarm.rolled(known, fresh, now);
        escrow.mark(fresh);
        return fresh;
    }

    private static boolean sameShape(Budget a, Budget b) {
        return a.window() == b.window() && a.zone().equals(b.zone()) && a.measure() == b.measure();
    }
}
