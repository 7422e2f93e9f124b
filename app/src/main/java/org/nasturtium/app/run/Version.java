package org.nasturtium.app.run;

/** The version of this build. */
public final class Version {
  private Version() {}

  /**
   * Returns the version that the build wrote into the jar, or {@code development} when running from
   * classes.
   */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
