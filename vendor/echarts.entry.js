/*! Apache ECharts, Apache-2.0, https://echarts.apache.org; zrender, BSD-3-Clause */

// The charts the console draws, and no more of ECharts than they need. The Rust side looks for
// `echarts` on the page itself.

import { BarChart, HeatmapChart, LineChart, PieChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  PieChart,
  TooltipComponent,
  VisualMapComponent,
]);

globalThis.echarts = {
  init: echarts.init,
  getInstanceByDom: echarts.getInstanceByDom,
  registerTheme: echarts.registerTheme,
};
