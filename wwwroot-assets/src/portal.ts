import './nonce';
import { reportActivity } from './activity';
import { copyOnClick } from './copy';
import { ModalHost } from './modal';
import { NavToggle } from './navigation';
import { watchConnection } from './reconnect';
import { ThemeToggle } from './theme';

customElements.define('theme-toggle', ThemeToggle);
customElements.define('nav-toggle', NavToggle);
customElements.define('modal-host', ModalHost);
copyOnClick();
reportActivity();
watchConnection();
