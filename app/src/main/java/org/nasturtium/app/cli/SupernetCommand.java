package org.nasturtium.app.cli;

import picocli.CommandLine.Command;

/** Works with the supernets that searches with {@code --method} left. */
@Command(
    name = "supernet",
    description = "Work with the shared weights of a finished or running search.",
    mixinStandardHelpOptions = true,
    subcommands = {SupernetScore.class})
final class SupernetCommand {}
