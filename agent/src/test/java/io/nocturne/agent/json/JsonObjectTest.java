package io.nocturne.agent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class JsonObjectTest {

    @Test
    void readsFieldsOfEachKindAndPassesOverTheRest() {
        JsonObject object = JsonObject.parse("""
                {"code":"x","count":7,"half":0.5,"on":true,"none":null,"deep":{"a":[1,[2]]},"list":[{"detail":"d"},3]}
                """);

        assertThat(object.text("code")).contains("x");
        assertThat(object.whole("count")).hasValue(7);
        assertThat(object.whole("half")).isEmpty();
        assertThat(object.text("count")).isEmpty();
        assertThat(object.text("none")).isEmpty();
        assertThat(object.objects("list"))
                .singleElement()
                .satisfies(item -> assertThat(item.text("detail")).contains("d"));
        assertThat(object.objects("missing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":123456789012345678901234567890}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void refusesWhatIsNotOneBoundedObject(String text) {
        assertThatThrownBy(() -> JsonObject.parse(text)).isInstanceOf(JacksonException.class);
    }
}
