package org.nasturtium.app.cli;

import picocli.CommandLine.Command;

/** Imports, asks, searches and analyzes benchmark tables. */
@Command(
    name = "bench",
    description =
        "Import benchmark tables, query and analyze them, compare strategies, and reproduce the published searches.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchImport.class,
      BenchInfo.class,
      BenchQuery.class,
      BenchReproduce.class,
      BenchCompare.class,
      BenchAnalyze.class
    })
final class BenchCommand {}
