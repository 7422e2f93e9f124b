package org.nasturtium.app.cli;

import picocli.CommandLine.Command;

/** Looks into trial stores. */
@Command(
    name = "study",
    description = "List, show and export the studies of a trial store.",
    mixinStandardHelpOptions = true,
    subcommands = {StudyList.class, StudyShow.class, StudyExport.class})
final class StudyCommand {}
