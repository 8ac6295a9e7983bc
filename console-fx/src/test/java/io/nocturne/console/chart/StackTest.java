package io.nocturne.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {

    @Test
    void addsLayersUp() {
        Points bottom = Points.builder().add(0, 1).add(5, 2).build();
        Points top = Points.builder().add(0, 10).add(5, 20).build();

        List<Points> stack = Stack.cumulate(List.of(bottom, top), 12);

        assertThat(stack.getFirst().avg(1)).isEqualTo(2);
        assertThat(stack.getLast().avg(0)).isEqualTo(11);
        assertThat(stack.getLast().avg(1)).isEqualTo(22);
    }

    @Test
    void holdsAValueNoLongerThanAGap() {
        Points bottom =
                Points.builder().add(0, 1).add(10, 1).add(20, 1).add(30, 1).build();
        Points top = Points.builder().add(0, 10).build();

        Points total = Stack.cumulate(List.of(bottom, top), 12).getLast();

        assertThat(total.avg(1)).isEqualTo(11);
        assertThat(total.avg(2)).isEqualTo(1);
    }
}
