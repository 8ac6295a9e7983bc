package io.nocturne.console.theme;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// Draws scenes off stage, for tests to look at; on the JavaFX thread only.
public final class Pictures {

    private Pictures() {}

    /// The root in a scene of its own, dressed and laid out.
    public static WritableImage draw(Parent root, double width, double height, Theme theme) {
        Scene scene = root.getScene() == null ? new Scene(root, width, height) : root.getScene();
        Appearance.apply(scene, theme);
        root.applyCss();
        root.layout();
        return scene.snapshot(null);
    }

    /// Writes the picture below `target/gallery`, where people can look at it.
    public static void keep(WritableImage image, String name) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        buffered.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            Path folder = Files.createDirectories(Path.of("target", "gallery"));
            ImageIO.write(buffered, "png", folder.resolve(name + ".png").toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
