package io.nocturne.server.series.codec;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// Time a sample takes to be encoded and decoded, over the chunks of several hosts in turn.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {

    private static final int HOSTS = 20;
    private static final int SAMPLES = HOSTS * AgentData.SERIES * AgentData.ROWS;

    private final ChunkWriter writer = new ChunkWriter();
    private final double[] into = new double[AgentData.ROWS];
    private final double[][][] hosts = new double[HOSTS][][];
    private final EncodedChunk[] chunks = new EncodedChunk[HOSTS];
    private long[] times = {};

    @Setup
    public void prepare() {
        for (int host = 0; host < HOSTS; host++) {
            AgentData data = new AgentData(host);
            times = data.clock();
            hosts[host] = data.host();
            chunks[host] = writer.encode(times, AgentData.ROWS, hosts[host], AgentData.SERIES);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public void encode(Blackhole hole) {
        for (double[][] host : hosts) {
            hole.consume(writer.encode(times, AgentData.ROWS, host, AgentData.SERIES));
        }
    }

    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public void decode(Blackhole hole) throws CorruptChunkException {
        for (EncodedChunk chunk : chunks) {
            ChunkHead head = ChunkHead.read(chunk.head());
            for (int column = 0; column < AgentData.SERIES; column++) {
                hole.consume(head.decode(column, chunk.payload(), head.offset(column), into));
                hole.consume(into);
            }
        }
    }
}
