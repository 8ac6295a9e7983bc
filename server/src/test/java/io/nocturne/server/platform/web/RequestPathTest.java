package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/query, questions",
        "/api/v1/%71uery, questions",
        "/api/v1/query;a=b, questions",
        "/api/v1/%71uery?aggregate=sum, fleet-questions",
        "/api/v1/hosts/x, questions",
        "/api/v1/h%6Fsts, questions",
        "/api/v1/ingest, deliveries",
        "/api/v1/%69ngest, deliveries",
        "/api/v1/auth/login, sign-in",
        "/api/v1/auth/%6cogin, sign-in",
        "/metrics, small"
    })
    void howeverAPathIsWrittenItsLaneIsTheSame(String path, String lane) {
        Lanes lanes = new Lanes();

        assertThat(lanes.of(request(path))).map(Lane::name).hasValue(lane);
        lanes.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/ingest, 8388608",
        "/api/v1/%69ngest, 8388608",
        "/api/v1/rules/import, 1048576",
        "/api/v1/rules/cpu, 524288",
        "/api/v1/auth/login, 65536"
    })
    void howeverAPathIsWrittenTheLimitOfItsBodyIsTheSame(String path, long limit) {
        assertThat(BodyLimitFilter.limit(request(path))).isEqualTo(limit);
    }

    private static MockHttpServletRequest request(String path) {
        String[] parts = path.split("\\?", 2);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", parts[0]);
        if (parts.length > 1) {
            request.setQueryString(parts[1]);
            request.setParameter("aggregate", "sum");
        }
        return request;
    }
}
