package io.nocturne.console.theme;

import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;

/// The 45 degree hatch that means "we do not know" in charts and on stale areas.
///
/// Regions get the same from the style class `noc-hatch`; this one is for canvases, which take the color from the token
/// `-noc-hatch`.
///
/// **Threads** - any.
public final class Hatch {

    private static final int TILE = 6;

    private Hatch() {}

    /// A seamless tile of 6 x 6 px with one line of about 2 px in `line`, the rest clear.
    public static ImagePattern of(Color line) {
        WritableImage tile = new WritableImage(TILE, TILE);
        PixelWriter pixels = tile.getPixelWriter();
        for (int y = 0; y < TILE; y++) {
            for (int x = 0; x < TILE; x++) {
                pixels.setColor(x, y, line.deriveColor(0, 1, 1, coverage((x + y) % TILE)));
            }
        }
        return new ImagePattern(tile, 0, 0, TILE, TILE, false);
    }

    /// Share of the line in the diagonal: a full one and two soft edges, so that the line does not look like stairs.
    private static double coverage(int diagonal) {
        return switch (diagonal) {
            case 0 -> 1;
            case 1, TILE - 1 -> 0.4;
            default -> 0;
        };
    }
}
