package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.agent.testing.Readings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/// A process with the real buffer and the real delivery, which takes a snapshot for each number that it reads
/// and then says the number.
final class KilledAgent {

    private KilledAgent() {}

    /// **Shape** - the folder, the server's address.
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        FakeClock clock = new FakeClock();
        clock.set(Instant.parse("2026-11-22T10:00:00Z"));
        OutboundBuffer buffer = Buffers.open(folder, clock);
        BatchSender sender = TestLink.open(folder, arguments[1], clock);
        Thread send = new Thread(new DeliveryLoop(buffer, sender, new Backoff(1_000, () -> 0), clock), "send");
        send.setDaemon(true);
        send.start();
        BufferedReader numbers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = numbers.readLine(); line != null; line = numbers.readLine()) {
            buffer.offer(Readings.number(Integer.parseInt(line)));
            // In one piece, so that a kill cannot leave half a number.
            System.out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }
}
