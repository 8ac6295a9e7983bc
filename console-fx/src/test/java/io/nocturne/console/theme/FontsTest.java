package io.nocturne.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontsTest {

    @Test
    void addressesAllThreeWeights() {
        FxThread.run(() -> {
            assertThat(Fonts.regular(13).getFamily()).isEqualTo("Noto Sans KR");
            assertThat(Fonts.bold(13).getFamily()).isEqualTo("Noto Sans KR");
            assertThat(Fonts.bold(13).getStyle()).isEqualTo("Bold");
            assertThat(Fonts.medium(13).getFamily()).isEqualTo("Noto Sans KR Medium");
            assertThat(List.of(
                            Fonts.regular(13).getName(),
                            Fonts.medium(13).getName(),
                            Fonts.bold(13).getName()))
                    .allSatisfy(name -> assertThat(name).startsWith("Noto Sans KR"))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void weightsDifferInTheirDrawing() {
        FxThread.run(() -> {
            double regular = width("Nocturne", Fonts.regular(48));
            double medium = width("Nocturne", Fonts.medium(48));

            assertThat(medium).isGreaterThan(regular);
            assertThat(width("Nocturne", Fonts.bold(48))).isGreaterThan(medium);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"한글", "힣뷁", "ㄱㅎ", "상황판"})
    void hasKoreanGlyphsOfFullWidth(String text) {
        FxThread.run(
                () -> assertThat(width(text, Fonts.regular(50))).isBetween(40.0 * text.length(), 50.0 * text.length()));
    }

    @Test
    void digitsAreOfEqualWidthInEveryWeight() {
        FxThread.run(() -> {
            for (Font font : List.of(Fonts.regular(40), Fonts.medium(40), Fonts.bold(40))) {
                List<Double> widths = IntStream.rangeClosed(0, 9)
                        .mapToObj(digit -> width(String.valueOf(digit).repeat(4), font))
                        .distinct()
                        .toList();

                assertThat(widths).as(font.getName()).hasSize(1);
            }
        });
    }

    private static double width(String text, Font font) {
        Text node = new Text(text);
        node.setFont(font);
        return node.getLayoutBounds().getWidth();
    }
}
