package org.nasturtium.torch.data;

import java.util.List;

/**
 * The binary layout of a CIFAR data set (Krizhevsky, 2009): records of label bytes and then 1024
 * red, 1024 green and 1024 blue bytes.
 *
 * @param labelLimits the number of values of each label byte; the last label is the class
 */
record CifarLayout(
    String name,
    String folder,
    List<String> trainFiles,
    String testFile,
    List<Integer> labelLimits,
    List<String> classNames,
    Normalization normalization) {
  static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  static final CifarLayout CIFAR10 =
      new CifarLayout(
          "cifar10",
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          "test_batch.bin",
          List.of(10),
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          Normalization.CIFAR10);

  static final CifarLayout CIFAR100 =
      new CifarLayout(
          "cifar100",
          "cifar-100-binary",
          List.of("train.bin"),
          "test.bin",
          List.of(20, 100),
          fineNames(),
          Normalization.CIFAR100);

  int recordLength() {
    return labelLimits.size() + SHAPE.values();
  }

  private static List<String> fineNames() {
    return List.of(
        """
        apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel can castle
        caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur dolphin elephant flatfish
        forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle
        mountain mouse mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy porcupine
        possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar
        sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip turtle wardrobe whale
        willow_tree wolf woman worm
        """
            .strip()
            .split("\\s+"));
  }
}
