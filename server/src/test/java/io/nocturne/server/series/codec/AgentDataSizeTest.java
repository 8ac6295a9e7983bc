package io.nocturne.server.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentDataSizeTest {

    @Test
    void aSampleOfAnAgentTakesLittleMoreThanAByte() {
        ChunkWriter writer = new ChunkWriter();
        double bytes = 0;
        for (int seed = 0; seed < 20; seed++) {
            AgentData data = new AgentData(seed);
            EncodedChunk chunk = writer.encode(data.clock(), AgentData.ROWS, data.host(), AgentData.SERIES);
            bytes += chunk.head().length + chunk.payload().length;
        }
        assertThat(bytes / (20 * AgentData.SERIES * AgentData.ROWS)).isBetween(0.9, 1.1);
    }
}
