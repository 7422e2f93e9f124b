package org.nasturtium.bench.table;

import java.util.List;
import org.nasturtium.bench.table.Reading.Subject;

/**
 * The ledger of the known defects and traps of published benchmarks, and which readings each of
 * them touches.
 */
public final class Ledger {
  private static final List<Defect> DEFECTS =
      List.of(
          new Defect(
              "D1",
              "the official records hold the parameters and FLOPs of another cell for some cells;"
                  + " those given here are computed",
              "D-X-Y/NATS-Bench#36",
              r -> r.isOf(Subject.COST) && r.storedCostDiffers()),
          new Defect(
              "D2",
              "equivalent cells can have different parameters: they are counted for the cell as it"
                  + " is written, not for its simplest form",
              "D-X-Y/AutoDL-Projects#134",
              r -> r.isOf(Subject.COST) && r.inTopology()),
          new Defect(
              "D3",
              "7,456 cells have two trainings of 200 epochs instead of three: seed 999 is missing",
              "D-X-Y/NATS-Bench#30",
              r ->
                  r.inTopology()
                      && r.seeds().runs() == 2
                      && r.asks(q -> q.budget().epochs() == 200)),
          new Defect(
              "D4",
              "the source does not say which seeds this mean is over",
              "automl/HPOBench#138",
              r -> r.isOf(Subject.VALUE) && !r.seeds().isNamed()),
          new Defect(
              "D5",
              "times are extrapolated from few measurements and equal for all seeds",
              "D-X-Y/NATS-Bench#54",
              r -> r.isOf(Subject.TIME) && r.inNats()),
          new Defect(
              "D6",
              "accuracies after 12 epochs are a proxy; the published final ones are those of 200 or"
                  + " 90 epochs",
              "D-X-Y/NATS-Bench#2",
              r -> r.inNats() && r.asks(q -> q.budget().epochs() == 12)),
          new Defect(
              "D7",
              "cifar10-valid is trained on half of the images of cifar10, and ori-test of cifar100"
                  + " and ImageNet16-120 mixes validation and test images: do not compare them",
              "D-X-Y/NATS-Bench#17",
              r -> r.inNats() && r.asks(Ledger::isEasilyConfused)),
          new Defect(
              "D8",
              "trainings of 200 epochs hold evaluations before the last epoch for some splits only",
              "D-X-Y/NATS-Bench#33",
              r -> r.inTopology() && r.asks(Ledger::isWithinLongTraining)),
          new Defect(
              "D9",
              "the accuracy of a single training cannot be reproduced from its stored weights or"
                  + " its seed",
              "D-X-Y/NATS-Bench#51",
              r -> r.inNats() && r.asks(q -> !(q.seeds() instanceof Seeds.Mean))),
          new Defect(
              "D10",
              "the published interface draws one training at random; this is the mean",
              "D-X-Y/NATS-Bench#47",
              r ->
                  r.inNats()
                      && r.seeds().runs() > 1
                      && r.asks(q -> q.seeds() instanceof Seeds.Mean)),
          new Defect(
              "D11",
              "the five numbers are the widths of stem and first cell, first reduction, second"
                  + " cell, second reduction, third cell; the README of the benchmark names them"
                  + " otherwise",
              "D-X-Y/AutoDL-Projects#103",
              r -> r.inSize() && r.isOf(Subject.COST)),
          new Defect(
              "D12",
              "only about 6,500 of the 15,625 cells differ; equivalent ones were trained apart",
              "D-X-Y/NATS-Bench#43",
              r -> r.inTopology() && r.isOf(Subject.RANKING)),
          new Defect(
              "D13",
              "the best single training is better than the best mean; the optimum is that of means",
              "D-X-Y/NATS-Bench#39",
              r ->
                  r.inNats()
                      && (r.isOf(Subject.RANKING)
                          || r.asks(q -> !(q.seeds() instanceof Seeds.Mean)))),
          new Defect(
              "D14",
              "the lists of DARTS cells in the README of the benchmark are not those of its table",
              "",
              r -> r.inTopology() && r.isOf(Subject.RANKING)),
          new Defect(
              "D15",
              "trainings of 200 epochs hold no top-5 training accuracy, and x-valid of cifar100 and"
                  + " ImageNet16-120 at the last epoch only",
              "",
              r -> r.inTopology() && r.asks(Ledger::isThinInLongTraining)));

  private Ledger() {}

  /** Returns all known defects. */
  public static List<Defect> defects() {
    return DEFECTS;
  }

  /**
   * Returns the defects that a reading touches.
   *
   * @param reading the reading
   */
  public static List<Defect> touchedBy(Reading reading) {
    return DEFECTS.stream().filter(defect -> defect.scope().test(reading)).toList();
  }

  private static boolean isEasilyConfused(Query query) {
    return query.record().equals(RecordName.CIFAR10_VALID)
        || query.record().equals(RecordName.CIFAR10)
        || query.split() == Split.ORI_TEST;
  }

  private static boolean isWithinLongTraining(Query query) {
    return query.budget().epochs() == 200 && query.epoch().in(query.budget()) < 200;
  }

  private static boolean isThinInLongTraining(Query query) {
    boolean halved =
        query.record().equals(RecordName.CIFAR100)
            || query.record().equals(RecordName.IMAGENET16_120);
    return query.budget().epochs() == 200
        && (query.quantity() == Quantity.TOP5_ACCURACY
            || (halved && query.split() == Split.X_VALID && isWithinLongTraining(query)));
  }
}
