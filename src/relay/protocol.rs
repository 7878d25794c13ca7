//! Every word that crosses the socket, in both dialects.
