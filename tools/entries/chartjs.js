// What static/js/charts takes from Chart.js, and nothing more: this list is the bundle's size.
export {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
} from 'chart.js';
