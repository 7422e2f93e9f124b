package org.nasturtium.app.cli;

import picocli.CommandLine.Command;

/** Judges score predictors. */
@Command(
    name = "predictor",
    description = "Measure how well score predictors rank architectures.",
    mixinStandardHelpOptions = true,
    subcommands = {PredictorEvaluate.class})
final class PredictorCommand {}
