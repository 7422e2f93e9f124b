package org.nasturtium.torch.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nasturtium.torch.engine.Tensors;

/** Tensors that accompany parameters, one per parameter and made when first needed. */
final class Slots implements AutoCloseable {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Returns the tensor of a name, zeros like the parameter if it is new. */
  Tensor of(String name, Tensor parameter) {
    Tensor slot = tensors.get(name);
    if (slot == null) {
      slot = Tensors.kept(torch.zeros_like(parameter));
      tensors.put(name, slot);
    }
    return slot;
  }

  Map<String, Tensor> all() {
    return tensors;
  }

  /** Takes over copies of the tensors whose names start with a prefix, which is cut off. */
  void restore(Map<String, Tensor> saved, String prefix, Map<String, Tensor> parameters) {
    saved.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            String own = name.substring(prefix.length());
            Tensor parameter = parameters.get(own);
            if (parameter == null) {
              throw new IllegalArgumentException("the optimizer has no parameter named " + own);
            }
            of(own, parameter).copy_(tensor);
          }
        });
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
    tensors.clear();
  }
}
