package org.nasturtium.torch.data;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the data sets are published, with the checksums their publishers and the usual libraries
 * give.
 */
final class OfficialFiles {
  private static final List<String> IDX_FILES =
      List.of(
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz");

  private OfficialFiles() {}

  static Map<String, List<RemoteFile>> byName() {
    Map<String, List<RemoteFile>> files = new LinkedHashMap<>();
    files.put(
        "cifar10",
        List.of(
            file(
                "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                "c32a1d4ab5d03f1284b67883e8d87530")));
    files.put(
        "cifar100",
        List.of(
            file(
                "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
                "03b5dce01913d631647c71ecec9e9cb8")));
    files.put(
        "mnist",
        idx(
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "f68b3c2dcbeaaa9fbdd348bbdeb94873",
            "d53e105ee54ea40749a09fcbcd1e9432",
            "9fb629c4189551a2d022fa330f9573f3",
            "ec29112dd5afa0611ce80d1b7f02629c"));
    files.put(
        "fashion-mnist",
        idx(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
            "25c81989df183df01b3e8a0aad5dffbe",
            "bef4ecab320f06d8554ea6380940ec79",
            "bb300cfdad3c16e7a12a480ee83cd310"));
    files.put(
        "kmnist",
        idx(
            "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
            "bdb82020997e1d708af4cf47b453dcf7",
            "e144d726b3acfaa3e44228e80efcd344",
            "5c965bf0a639b31b8f53240b1b52f4d7",
            "7320c461ea6c1c855c0b718fb2a4b134"));
    return files;
  }

  /** Returns for each set that cannot be fetched what to do instead. */
  static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put(Shapes.NAME, "it is generated and needs no files");
    reasons.put(ImageFolder.NAME, "it is a folder of your own images");
    reasons.put(
        ImageNet16.NAME,
        "log in at https://image-net.org, fetch the 16x16 down-sampled ImageNet and unpack"
            + " train_data_batch_1..10 and val_data into the folder");
    IdxLayout.ALL.stream()
        .map(IdxLayout::name)
        .filter(name -> name.startsWith("emnist"))
        .forEach(
            name ->
                reasons.put(
                    name,
                    "fetch gzip.zip from https://www.nist.gov/itl/products-and-services/emnist-dataset"
                        + " and unpack it into the folder"));
    return reasons;
  }

  private static List<RemoteFile> idx(String base, String... md5) {
    return Stream.iterate(0, i -> i + 1)
        .limit(IDX_FILES.size())
        .map(i -> file(base + IDX_FILES.get(i), md5[i]))
        .toList();
  }

  private static RemoteFile file(String address, String md5) {
    return new RemoteFile(URI.create(address), md5);
  }
}
