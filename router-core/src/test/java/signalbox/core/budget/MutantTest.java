package signalbox.core.budget;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.core.budget.Admission.Hold;
import signalbox.core.budget.Simulation.Desk;
import signalbox.core.policy.Measure;

/// The simulation must notice every one of these mistakes. Most were shipped by somebody.
class MutantTest {
    private static final int SCHEDULES = 3_000;

    /// @param forgetting share of movements that a lying disk forgets, in percent
    record Mutant(String mistake, BudgetRules rules, Desk desk, int forgetting) {
        Mutant(String mistake, BudgetRules rules) {
            this(mistake, rules, new Desk() {}, 0);
        }

        Mutant(String mistake, Desk desk) {
            this(mistake, BudgetRules.STANDARD, desk, 0);
        }

        @Override
        public String toString() {
            return mistake;
        }
    }

    static Stream<Mutant> mutants() {
        return Stream.of(admission(), money(), crashes(), halts(), callers()).flatMap(List::stream);
    }

    private static List<Mutant> admission() {
        return List.of(
                new Mutant(
                        "checks spend and forgets what is in flight",
                        new BudgetRules() {
                            @Override
                            public boolean fits(Account account, long amount) {
                                return fitsUnheld(account, amount);
                            }
                        }),
                new Mutant(
                        "lets one unit too many through",
                        new BudgetRules() {
                            @Override
                            public boolean fits(Account account, long amount) {
                                return amount <= account.cap() - account.committed() + 1;
                            }
                        }),
                new Mutant(
                        "refuses the last unit",
                        new BudgetRules() {
                            @Override
                            public boolean fits(Account account, long amount) {
                                return amount < account.cap() - account.committed();
                            }
                        }),
                new Mutant(
                        "squeezes in what does not fit",
                        new BudgetRules() {
                            @Override
                            public boolean fits(Account account, long amount) {
                                return account.committed() < account.cap() && amount <= account.cap();
                            }
                        }),
                new Mutant(
                        "reserves half the worst case",
                        new BudgetRules() {
                            @Override
                            public long asked(Measure measure, Bound bound) {
                                return BudgetRules.STANDARD.asked(measure, bound) / 2;
                            }
                        }),
                new Mutant(
                        "a clock that steps back reopens a window",
                        new BudgetRules() {
                            @Override
                            public WindowSpan span(Account account, Instant now) {
                                return WindowSpan.at(account.budget.window(), account.budget.zone(), now);
                            }
                        }),
                new Mutant(
                        "a window never ends",
                        new BudgetRules() {
                            @Override
                            public WindowSpan span(Account account, Instant now) {
                                return account.span;
                            }
                        }));
    }

    private static List<Mutant> money() {
        return List.of(
                new Mutant(
                        "settles to nothing",
                        new BudgetRules() {
                            @Override
                            public long charged(Measure measure, Bound actual, long held) {
                                return 0;
                            }
                        }),
                new Mutant(
                        "charges the hold and not the actual",
                        new BudgetRules() {
                            @Override
                            public long charged(Measure measure, Bound actual, long held) {
                                return held;
                            }
                        }),
                new Mutant(
                        "drops what a provider billed beyond the hold",
                        new BudgetRules() {
                            @Override
                            public long charged(Measure measure, Bound actual, long held) {
                                return Math.min(held, asked(measure, actual));
                            }
                        }),
                new Mutant(
                        "moves more escrow than the cap leaves",
                        new BudgetRules() {
                            @Override
                            public long slice(Account account, long amount) {
                                return Sums.times(4, amount);
                            }
                        }));
    }

    private static List<Mutant> crashes() {
        return List.of(
                new Mutant(
                        "reclaims at a restart what a crash left unreported",
                        new BudgetRules() {
                            @Override
                            public long unreported(Recovered recovered) {
                                return 0;
                            }
                        }),
                new Mutant(
                        "admits against what a crash left unreported",
                        new BudgetRules() {
                            @Override
                            public boolean fits(Account account, long amount) {
                                return amount <= account.cap() - account.spent - account.held;
                            }
                        }),
                new Mutant(
                        "gives back escrow that is spent",
                        new BudgetRules() {
                            @Override
                            public long returnable(Account account) {
                                return Math.max(0, account.moved - account.unreported);
                            }
                        }),
                new Mutant(
                        "keeps escrow when it rests",
                        new BudgetRules() {
                            @Override
                            public long returnable(Account account) {
                                return 0;
                            }
                        }),
                new Mutant("believes a disk that forgets", BudgetRules.STANDARD, new Desk() {}, 10));
    }

    private static List<Mutant> halts() {
        return List.of(
                new Mutant("forgets that it halted", without(BudgetRules.Obstacle.HALTED, null)),
                new Mutant(
                        "halts because calls are in flight",
                        without(BudgetRules.Obstacle.BUSY, BudgetRules.Obstacle.AT_CAP)),
                new Mutant(
                        "halts because one call is too large",
                        without(BudgetRules.Obstacle.TOO_LARGE, BudgetRules.Obstacle.AT_CAP)),
                new Mutant(
                        "stops free models at a money cap",
                        new BudgetRules() {
                            @Override
                            public boolean free(Measure measure, long amount) {
                                return false;
                            }
                        }));
    }

    private static BudgetRules without(BudgetRules.Obstacle real, BudgetRules.Obstacle instead) {
        return new BudgetRules() {
            @Override
            public Obstacle obstacle(Account account, long amount) {
                Obstacle found = BudgetRules.STANDARD.obstacle(account, amount);
                return found == real ? instead : found;
            }
        };
    }

    private static List<Mutant> callers() {
        return List.of(
                new Mutant(
                        "never returns a released hold",
                        new Desk() {
                            @Override
                            public void release(BudgetBook book, Hold hold) {}
                        }),
                new Mutant(
                        "counts a correction twice",
                        new Desk() {
                            @Override
                            public List<Charge> correct(BudgetBook book, List<Charge> corrections, Instant now) {
                                book.adjust(corrections, now);
                                return book.adjust(corrections, now);
                            }
                        }),
                new Mutant(
                        "charges a settlement that comes twice again",
                        new Desk() {
                            @Override
                            public Settlement settle(BudgetBook book, Hold hold, Bound actual, boolean again) {
                                return again
                                        ? new Settlement(List.of(new Charge("b0", Instant.EPOCH, 9)), false)
                                        : book.settle(hold, actual);
                            }
                        }),
                new Mutant(
                        "charges the window it settles in",
                        new Desk() {
                            @Override
                            public Settlement settle(BudgetBook book, Hold hold, Bound actual, boolean again) {
                                Settlement right = book.settle(hold, actual);
                                var wrong =
                                        right.charges().stream()
                                                .map(each -> new Charge(each.budget(), Instant.EPOCH, each.amount()))
                                                .toList();
                                return new Settlement(wrong, right.overrun());
                            }
                        }));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theSimulationNotices(Mutant mutant) {
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                new Simulation(seed, mutant.rules, mutant.desk, mutant.forgetting, new EnumMap<>(SimStep.class))
                        .play(SimulationTest.STEPS);
            } catch (SimTruth.Violation noticed) {
                return;
            } catch (RuntimeException | StackOverflowError other) {
                fail("noticed by accident only, seed " + seed, other);
            }
        }
        fail(SCHEDULES + " schedules did not notice");
    }

    @Test
    void thereAreEnoughMutants() {
        assertTrue(mutants().count() >= 10);
    }
}
