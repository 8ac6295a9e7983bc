package io.nocturne.agent.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Blocks one below the other that share a number of lines.
///
/// **Shape** - first each block gets its least, the most important first; one that does not fit is left out.
/// Then each gets a line more in turn, until the lines or the wishes are used up.
record Stack(List<Block> blocks) {

    List<Line> lines(int height) {
        int[] shares = shares(height);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                lines.addAll(blocks.get(i).lines().apply(shares[i]));
            }
        }
        return lines;
    }

    /// The lines that it would take to draw all blocks in full.
    int most() {
        return blocks.stream().mapToInt(Block::most).sum();
    }

    private int[] shares(int height) {
        List<Integer> byRank = IntStream.range(0, blocks.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> blocks.get(i).rank()))
                .toList();
        int[] shares = new int[blocks.size()];
        int left = height;
        for (int i : byRank) {
            Block block = blocks.get(i);
            if (block.least() <= left) {
                shares[i] = block.least();
                left -= block.least();
            }
        }
        boolean isGrowing = true;
        while (left > 0 && isGrowing) {
            isGrowing = false;
            for (int i : byRank) {
                if (left > 0 && shares[i] > 0 && shares[i] < blocks.get(i).most()) {
                    shares[i]++;
                    left--;
                    isGrowing = true;
                }
            }
        }
        return shares;
    }
}
