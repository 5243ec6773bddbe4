// VitePress's own theme, with this project's colours.
export { default } from 'vitepress/theme';
import './style.css';
