package io.nocturne.console.screen.hosts;

import io.nocturne.model.fleet.HostState;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/// A cell of the table of hosts; of a host that is not reporting its values are muted.
abstract class RowCell extends TableCell<HostItem, HostRow> {

    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    @Override
    protected final void updateItem(@Nullable HostRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            pseudoClassStateChanged(STALE, false);
            clear();
        } else {
            pseudoClassStateChanged(STALE, row.state() != HostState.REPORTING);
            show(row);
        }
    }

    abstract void show(HostRow row);

    abstract void clear();
}
