package io.nocturne.server.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

class DatabaseFaultsTest {

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void whoReadsFirstAfterTheDatabaseClosedItselfReadsOnceMore() {
        assertThat(DatabaseFaults.reading(() -> {
                    if (tries.incrementAndGet() == 1) {
                        throw failure("The database has been closed", 90_098);
                    }
                    return "read";
                }))
                .isEqualTo("read");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whatStaysClosedOrFailsOtherwiseIsTold() {
        assertThatThrownBy(() -> DatabaseFaults.reading(() -> {
                    tries.incrementAndGet();
                    throw failure("The database has been closed", 90_098);
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(tries).hasValue(2);
        assertThatThrownBy(() -> DatabaseFaults.reading(() -> {
                    tries.incrementAndGet();
                    throw failure("Column not found", 42_122);
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(tries).hasValue(3);
    }

    private static DataAccessException failure(String text, int code) {
        return new UncategorizedSQLException("reading", null, new SQLException(text, "90098", code));
    }
}
