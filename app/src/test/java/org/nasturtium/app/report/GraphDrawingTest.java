package org.nasturtium.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.nasturtium.core.network.Shape;
import org.nasturtium.core.space.library.NatsTopology;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GraphDrawingTest {
  @Test
  void aCellShowsEveryNodeEdgeAndOperation() throws Exception {
    CellPicture cell = DemoReports.normalCell();

    Document svg = parse(GraphDrawing.cell(cell, Palette.of(DemoReports.DARTS)));

    assertThat(texts(svg)).containsAll(cell.nodes()).containsAll(cell.labels());
    assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(cell.edges().size());
    assertThat(svg.getElementsByTagName("polygon").getLength()).isEqualTo(cell.edges().size());
  }

  @Test
  void anEdgeHasTheColorOfItsOperation() throws Exception {
    Palette palette = Palette.of(DemoReports.NATS);
    CellPicture cell =
        new CellPicture(
            "Cell", List.of("0", "1"), List.of(new CellPicture.Edge("0", "1", "nor_conv_3x3")));

    Document svg = parse(GraphDrawing.cell(cell, palette));

    assertThat(
            svg.getElementsByTagName("path")
                .item(0)
                .getAttributes()
                .getNamedItem("stroke")
                .getNodeValue())
        .isEqualTo(palette.color("nor_conv_3x3"));
  }

  @Test
  void onlyAbsentEdgesAreDashed() throws Exception {
    Document svg = parse(GraphDrawing.cell(DemoReports.natsCell(), Palette.of(DemoReports.NATS)));

    var paths = svg.getElementsByTagName("path");
    long dashed = 0;
    for (int i = 0; i < paths.getLength(); i++) {
      dashed += paths.item(i).getAttributes().getNamedItem("stroke-dasharray") == null ? 0 : 1;
    }
    assertThat(dashed).isEqualTo(1);
  }

  @Test
  void aSmallNetworkShowsEveryNode() throws Exception {
    NetworkPicture picture = NetworkPicture.of(DemoReports.smallNetwork());

    assertThat(picture.isCondensed()).isFalse();
    assertThat(texts(parse(GraphDrawing.network(picture))))
        .contains(
            "image",
            "first.conv",
            "first.relu",
            "second.conv",
            "sum",
            "pool",
            "linear",
            "conv 3×3 to 8");
    assertThat(picture.arrows()).hasSize(7);
  }

  @Test
  void aLargeNetworkShowsItsCells() {
    NatsTopology space = new NatsTopology();
    var architecture =
        space.parse(
            "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|avg_pool_3x3~2|");

    NetworkPicture picture =
        NetworkPicture.of(space.network(architecture, space.skeleton(new Shape(3, 32, 32), 10)));

    assertThat(picture.isCondensed()).isTrue();
    assertThat(picture.boxes().stream().map(NetworkPicture.Box::title))
        .contains("image", "stem", "stage1.cell1", "reduction1", "stage3.cell5", "head")
        .doesNotHaveDuplicates()
        .hasSize(20);
    assertThat(picture.arrows()).hasSize(19).allMatch(arrow -> arrow.to() == arrow.from() + 1);
  }

  @Test
  void namesWithMarkupStayText() throws Exception {
    String name = "<b>\"a\"&'</b>";

    Document svg =
        parse(
            GraphDrawing.cell(
                new CellPicture(name, List.of(name), List.of()), Palette.of(List.of())));

    assertThat(texts(svg)).containsExactly(name);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg) {
    var elements = svg.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, elements.getLength())
        .mapToObj(i -> elements.item(i).getTextContent())
        .toList();
  }
}
