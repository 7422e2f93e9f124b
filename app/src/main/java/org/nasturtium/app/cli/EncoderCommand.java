package org.nasturtium.app.cli;

import picocli.CommandLine.Command;

/** Trains and judges graph encoders. */
@Command(
    name = "encoder",
    description = "Train graph encoders, and measure what they learned.",
    mixinStandardHelpOptions = true,
    subcommands = {EncoderTrain.class, EncoderEvaluate.class, EncoderSweep.class})
final class EncoderCommand {}
