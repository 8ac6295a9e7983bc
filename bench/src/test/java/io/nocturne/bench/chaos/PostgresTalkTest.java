package io.nocturne.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresTalkTest {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int VERSION = 196_608;

    private final PostgresTalk talk = new PostgresTalk();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aSealIsCommittedWhereItsCommitIsBound() {
        start();
        prepare("S_1", "BEGIN");
        bind("S_1");
        prepare("S_2", "INSERT INTO raw_chunk_20261128 (host_id) VALUES ($1)");
        bind("S_2");
        prepare("S_3", "COMMIT");

        assertThat(commits(1 << 16)).isEmpty();

        bind("S_3");
        assertThat(commits(1 << 16)).containsExactly(PostgresTalk.Kind.SEAL);
    }

    @Test
    void aStatementOutsideATransactionIsACommitHoweverItsBytesAreCut() {
        start();
        prepare("", "INSERT INTO journal_segment (id) VALUES ($1)");
        bind("");

        assertThat(commits(1)).containsExactly(PostgresTalk.Kind.JOURNAL);
    }

    @Test
    void aSimpleQueryCommitsToo() {
        start();
        message('Q', "BEGIN\0");
        message('Q', "INSERT INTO rollup_1m_20261128 VALUES (1)\0");
        message('Q', "commit\0");

        assertThat(commits(7)).containsExactly(PostgresTalk.Kind.ROLLUP);
    }

    private void start() {
        said.writeBytes(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        said.writeBytes(ByteBuffer.allocate(9).putInt(9).putInt(VERSION).array());
    }

    private void prepare(String name, String sql) {
        message('P', name + "\0" + sql + "\0\0\0");
    }

    private void bind(String statement) {
        message('B', "\0" + statement + "\0" + "v".repeat(1_000));
    }

    private void message(char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        said.write(type);
        said.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length + 4).array());
        said.writeBytes(bytes);
    }

    private List<PostgresTalk.Kind> commits(int pieces) {
        byte[] all = said.toByteArray();
        said.reset();
        List<PostgresTalk.Kind> found = new ArrayList<>();
        for (int from = 0; from < all.length; from += pieces) {
            byte[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + pieces));
            found.addAll(talk.commits(piece, piece.length));
        }
        return found;
    }
}
