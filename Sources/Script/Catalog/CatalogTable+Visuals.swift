extension CatalogTable {
  /// Colors.
  static let colors = """
    [pure]
    color.b(color color) float
    color.g(color color) float
    color.r(color color) float
    color.t(color color) float
    color.from_gradient(value float, bottom_value float, top_value float, bottom_color color,
      top_color color) color
    color.new(color color, transp float) color
    color.rgb(red float, green float, blue float, transp float = 0) color
    """

  /// Lines, labels, boxes and the like: records that a script can read back.
  static let drawings = """
    [drawing-read]
    box.all box[]
    label.all label[]
    line.all line[]
    linefill.all linefill[]
    polyline.all polyline[]
    table.all table[]
    chart.point.copy(id chart.point) chart.point
    chart.point.from_index(index int, price float) chart.point
    chart.point.from_time(time int, price float) chart.point
    chart.point.new(time int, index int, price float) chart.point
    chart.point.now(price float = close) chart.point
    box.copy(id box) box
    box.get_bottom(id box) float
    box.get_left(id box) int
    box.get_right(id box) int
    box.get_top(id box) float
    label.copy(id label) label
    label.get_text(id label) string
    label.get_x(id label) int
    label.get_y(id label) float
    line.copy(id line) line
    line.get_price(id line, x int) float
    line.get_x1(id line) int
    line.get_x2(id line) int
    line.get_y1(id line) float
    line.get_y2(id line) float
    linefill.get_line1(id linefill) line
    linefill.get_line2(id linefill) line
    [drawing-write]
    let boxlook = border_color color = color.blue, border_width int = 1,
      border_style string = line.style_solid, extend string = extend.none,
      xloc string = xloc.bar_index, bgcolor color = color.blue, text string = "",
      text_size any = size.auto, text_color color = color.black,
      text_halign string = text.align_center, text_valign string = text.align_center,
      text_wrap string = text.wrap_none, text_font_family string = font.family_default,
      force_overlay const bool = false, text_formatting int = text.format_none
    box.new(left int, top float, right int, bottom float, $boxlook) box
    box.new(top_left chart.point, bottom_right chart.point, $boxlook) box
    box.delete(id box) void
    box.set_bgcolor(id box, color color) void
    box.set_border_color(id box, color color) void
    box.set_border_style(id box, style string) void
    box.set_border_width(id box, width int) void
    box.set_bottom(id box, bottom float) void
    box.set_bottom_right_point(id box, point chart.point) void
    box.set_extend(id box, extend string) void
    box.set_left(id box, left int) void
    box.set_lefttop(id box, left int, top float) void
    box.set_right(id box, right int) void
    box.set_rightbottom(id box, right int, bottom float) void
    box.set_text(id box, text string) void
    box.set_text_color(id box, text_color color) void
    box.set_text_font_family(id box, text_font_family string) void
    box.set_text_formatting(id box, text_formatting int) void
    box.set_text_halign(id box, text_halign string) void
    box.set_text_size(id box, text_size any) void
    box.set_text_valign(id box, text_valign string) void
    box.set_text_wrap(id box, text_wrap string) void
    box.set_top(id box, top float) void
    box.set_top_left_point(id box, point chart.point) void
    box.set_xloc(id box, left int, right int, xloc string) void
    let labellook = xloc string = xloc.bar_index, yloc string = yloc.price,
      color color = color.blue, style string = label.style_label_down,
      textcolor color = color.white, size any = size.normal,
      textalign string = text.align_center, tooltip string = "",
      text_font_family string = font.family_default, force_overlay const bool = false,
      text_formatting int = text.format_none
    label.new(x int, y float, text string = "", $labellook) label
    label.new(point chart.point, text string = "", $labellook) label
    label.delete(id label) void
    label.set_color(id label, color color) void
    label.set_point(id label, point chart.point) void
    label.set_size(id label, size any) void
    label.set_style(id label, style string) void
    label.set_text(id label, text string) void
    label.set_text_font_family(id label, text_font_family string) void
    label.set_text_formatting(id label, text_formatting int) void
    label.set_textalign(id label, textalign string) void
    label.set_textcolor(id label, textcolor color) void
    label.set_tooltip(id label, tooltip string) void
    label.set_x(id label, x int) void
    label.set_xloc(id label, x int, xloc string) void
    label.set_xy(id label, x int, y float) void
    label.set_y(id label, y float) void
    label.set_yloc(id label, yloc string) void
    let linelook = xloc string = xloc.bar_index, extend string = extend.none,
      color color = color.blue, style string = line.style_solid, width int = 1,
      force_overlay const bool = false
    line.new(x1 int, y1 float, x2 int, y2 float, $linelook) line
    line.new(first_point chart.point, second_point chart.point, $linelook) line
    line.delete(id line) void
    line.set_color(id line, color color) void
    line.set_extend(id line, extend string) void
    line.set_first_point(id line, point chart.point) void
    line.set_second_point(id line, point chart.point) void
    line.set_style(id line, style string) void
    line.set_width(id line, width int) void
    line.set_x1(id line, x int) void
    line.set_x2(id line, x int) void
    line.set_xloc(id line, x1 int, x2 int, xloc string) void
    line.set_xy1(id line, x int, y float) void
    line.set_xy2(id line, x int, y float) void
    line.set_y1(id line, y float) void
    line.set_y2(id line, y float) void
    linefill.new(line1 line, line2 line, color color = na) linefill
    linefill.delete(id linefill) void
    linefill.set_color(id linefill, color color) void
    polyline.new(points array<chart.point>, curved bool = false, closed bool = false,
      xloc string = xloc.bar_index, line_color color = color.blue, fill_color color = na,
      line_style string = line.style_solid, line_width int = 1,
      force_overlay const bool = false) polyline
    polyline.delete(id polyline) void
    table.new(position string, columns int, rows int, bgcolor color = na,
      frame_color color = na, frame_width int = 0, border_color color = na,
      border_width int = 0, force_overlay const bool = false) table
    [ignored]
    table.cell(table_id table, column int, row int, text string = "", width float = 0,
      height float = 0, text_color color = color.black,
      text_halign string = text.align_center, text_valign string = text.align_center,
      text_size any = size.normal, bgcolor color = na, tooltip string = "",
      text_font_family string = font.family_default,
      text_formatting int = text.format_none) void
    table.cell_set_bgcolor(table_id table, column int, row int, bgcolor color) void
    table.cell_set_height(table_id table, column int, row int, height float) void
    table.cell_set_text(table_id table, column int, row int, text string) void
    table.cell_set_text_color(table_id table, column int, row int, text_color color) void
    table.cell_set_text_font_family(table_id table, column int, row int,
      text_font_family string) void
    table.cell_set_text_formatting(table_id table, column int, row int,
      text_formatting int) void
    table.cell_set_text_halign(table_id table, column int, row int, text_halign string) void
    table.cell_set_text_size(table_id table, column int, row int, text_size any) void
    table.cell_set_text_valign(table_id table, column int, row int, text_valign string) void
    table.cell_set_tooltip(table_id table, column int, row int, tooltip string) void
    table.cell_set_width(table_id table, column int, row int, width float) void
    table.clear(table_id table, start_column int, start_row int, end_column int = na,
      end_row int = na) void
    table.delete(table_id table) void
    table.merge_cells(table_id table, start_column int, start_row int, end_column int,
      end_row int) void
    table.set_bgcolor(table_id table, bgcolor color) void
    table.set_border_color(table_id table, border_color color) void
    table.set_border_width(table_id table, border_width int) void
    table.set_frame_color(table_id table, frame_color color) void
    table.set_frame_width(table_id table, frame_width int) void
    table.set_position(table_id table, position string) void
    """

  /// Plots, alerts, logs.
  static let visuals = """
    [ignored]
    let last = show_last input int = na, display input int = display.all
    plot(series float, title const string = na, color color = color.blue,
      linewidth input int = 1, style input string = plot.style_line,
      trackprice input bool = false, histbase input float = 0, offset int = 0,
      join input bool = false, editable const bool = true, $last, format const string = na,
      precision const int = na, force_overlay const bool = false,
      linestyle input string = plot.linestyle_solid, v5 transp int = 0) plot
    plotarrow(series float, title const string = na, colorup color = color.green,
      colordown color = color.red, offset int = 0, minheight input int = 5,
      maxheight input int = 100, editable const bool = true, $last, format const string = na,
      precision const int = na, force_overlay const bool = false, v5 transp int = 0) void
    plotbar(open float, high float, low float, close float, title const string = na,
      color color = color.blue, editable const bool = true, $last, format const string = na,
      precision const int = na, force_overlay const bool = false) void
    plotcandle(open float, high float, low float, close float, title const string = na,
      color color = color.blue, wickcolor color = na, editable const bool = true,
      show_last input int = na, bordercolor color = na, display input int = display.all,
      format const string = na, precision const int = na,
      force_overlay const bool = false) void
    plotchar(series any, title const string = na, char input string = "",
      location input string = location.abovebar, color color = color.blue, offset int = 0,
      text const string = "", textcolor color = na, editable const bool = true,
      size const string = size.auto, $last, format const string = na,
      precision const int = na, force_overlay const bool = false, v5 transp int = 0) void
    plotshape(series any, title const string = na, style input string = shape.xcross,
      location input string = location.abovebar, color color = color.blue, offset int = 0,
      text const string = "", textcolor color = na, editable const bool = true,
      size const string = size.auto, $last, format const string = na,
      precision const int = na, force_overlay const bool = false, v5 transp int = 0) void
    hline(price input float, title const string = na, color input color = color.blue,
      linestyle input string = hline.style_dashed, linewidth input int = 1,
      editable const bool = true, display input int = display.all) hline
    fill(hline1 hline, hline2 hline, color color = na, title const string = na,
      editable const bool = true, fillgaps const bool = false,
      display input int = display.all, v5 transp int = 0) void
    fill(plot1 plot, plot2 plot, color color = na, title const string = na,
      editable const bool = true, show_last input int = na, fillgaps const bool = false,
      display input int = display.all, v5 transp int = 0) void
    fill(hline1 hline, hline2 hline, top_value float, bottom_value float, top_color color,
      bottom_color color, title const string = na, display input int = display.all,
      fillgaps const bool = false, editable const bool = true) void
    fill(plot1 plot, plot2 plot, top_value float, bottom_value float, top_color color,
      bottom_color color, title const string = na, display input int = display.all,
      fillgaps const bool = false, editable const bool = true) void
    bgcolor(color color, offset int = 0, editable const bool = true, show_last input int = na,
      title const string = na, display input int = display.all,
      force_overlay const bool = false, v5 transp int = 0) void
    barcolor(color color, offset int = 0, editable const bool = true, show_last input int = na,
      title const string = na, display input int = display.all) void
    alert(message string, freq input string = alert.freq_once_per_bar) void
    alertcondition(condition bool, title const string = "", message const string = "") void
    log.error(message string, arg any... = na) void
    log.info(message string, arg any... = na) void
    log.warning(message string, arg any... = na) void
    [halt]
    runtime.error(message string) void
    """
}
