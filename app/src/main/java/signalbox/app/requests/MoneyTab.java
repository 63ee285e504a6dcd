package signalbox.app.requests;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import signalbox.app.form.Prose;
import signalbox.app.text.Amounts;
import signalbox.app.text.Sentences;
import signalbox.app.text.Text;
import signalbox.app.text.Times;
import signalbox.core.AttemptMoney;
import signalbox.core.ledger.AttemptRow;
import signalbox.core.ledger.CallRow;
import signalbox.core.ledger.Ledger;
import signalbox.core.price.PriceRecord;
import signalbox.core.price.Provenance;

/// What a call's amount is made of: counters × rates, the records that the rates stand in, and later corrections.
final class MoneyTab {
    private MoneyTab() {}

    static Region of(Details details) {
        var box = new VBox(16);
        CallRow row = details.row();
        if (details.bills().isEmpty()) {
            box.getChildren().add(Prose.body(Text.of("requests.money.nothing")));
        }
        for (int i = 0; i < details.bills().size(); i++) {
            box.getChildren().add(bill(details.bills().get(i), corrections(details, i)));
        }
        if (details.corrections().isEmpty()) {
            box.getChildren().add(muted(Text.of("requests.money.unread")));
        }
        if (row.savedNanos() > 0) {
            box.getChildren().add(muted(Text.of("requests.money.saved", Amounts.money(row.savedNanos()))));
        }
        return box;
    }

    private static List<Ledger.Adjustment> corrections(Details details, int attempt) {
        return details.corrections().orElse(List.of()).stream()
                .filter(correction -> correction.attempt() == attempt)
                .toList();
    }

    private static Node bill(AttemptMoney money, List<Ledger.Adjustment> corrections) {
        AttemptRow attempt = money.row();
        var box = new VBox(6, Prose.styled(attempt.provider() + "/" + attempt.model(), "strong"), grid(money));
        box.getChildren().add(provenance(money));
        money.records().forEach(record -> box.getChildren().add(muted(record(record))));
        if (!money.note().isEmpty()) {
            box.getChildren().add(muted(Text.of("requests.money.note", money.note())));
        }
        if (attempt.listNanos() != attempt.costNanos()) {
            box.getChildren().add(muted(Text.of("requests.money.list", Amounts.money(attempt.listNanos()))));
        }
        if (!corrections.isEmpty()) {
            corrections.forEach(correction -> box.getChildren().add(Prose.body(words(correction))));
            long sum = corrections.stream().mapToLong(Ledger.Adjustment::costNanos).sum();
            String now = Amounts.money(attempt.costNanos() + sum);
            box.getChildren().add(Prose.styled(Text.of("requests.money.now", now), "strong"));
        }
        return box;
    }

    private static GridPane grid(AttemptMoney money) {
        var grid = new GridPane(16, 6);
        grid.getStyleClass().add("facts");
        int at = 0;
        for (AttemptMoney.Line line : money.lines()) {
            if (line.units() > 0) {
                row(
                        grid,
                        at++,
                        "",
                        Text.of("counter." + line.counter().id()),
                        Amounts.count(line.units()),
                        Text.of("requests.money.rate", Amounts.rate(line.rate(), line.counter().tokens())),
                        Amounts.money((line.pico() + 999) / 1_000));
            }
        }
        AttemptRow attempt = money.row();
        boolean exact = attempt.provenance() == Provenance.REPORTED || attempt.provenance() == Provenance.NONE;
        String charged = exact ? Amounts.money(attempt.costNanos()) : Amounts.estimated(attempt.costNanos());
        row(grid, at, "strong", Text.of("requests.money.charged"), "", "", charged);
        return grid;
    }

    private static void row(GridPane grid, int at, String style, String... words) {
        for (int column = 0; column < words.length; column++) {
            var label = new Label(words[column]);
            label.getStyleClass().add(column == 0 ? "text-muted" : "fact");
            if (!style.isEmpty()) {
                label.getStyleClass().add(style);
            }
            if (column > 0) {
                GridPane.setHalignment(label, HPos.RIGHT);
            }
            grid.add(label, column, at);
        }
    }

    private static Label provenance(AttemptMoney money) {
        AttemptRow attempt = money.row();
        String known = Text.of("provenance." + attempt.provenance().name().toLowerCase(Locale.ROOT));
        boolean named = attempt.priceIds().isEmpty() || !money.records().isEmpty();
        return muted(named ? known : Sentences.joined(known, Text.of("requests.money.prices", attempt.priceIds())));
    }

    private static String record(PriceRecord record) {
        return Text.of("requests.money.record", record.id(), record.sourceDate(), record.source());
    }

    private static String words(Ledger.Adjustment correction) {
        long nanos = correction.costNanos();
        String amount =
                nanos == 0 ? Text.of("requests.money.unchanged") : (nanos > 0 ? "+" : "") + Amounts.money(nanos);
        String what =
                Text.of(
                        "requests.money." + correction.kind().name().toLowerCase(Locale.ROOT),
                        correction.entry().actor(),
                        Times.full(correction.entry().at(), ZoneId.systemDefault()),
                        amount);
        String why = correction.entry().reason();
        return why.isEmpty() ? what : Sentences.joined(what, Text.of("requests.money.why", why));
    }

    private static Label muted(String words) {
        return Prose.muted(words);
    }
}
