package org.nasturtium.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A wire between a client and a server of this machine that a test can cut and mend. */
final class TcpProxy implements AutoCloseable {
  private final int target;
  private final int port;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private ServerSocket listener;

  TcpProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listener.getLocalPort();
    accept(listener);
  }

  int port() {
    return port;
  }

  /** Breaks all connections and refuses new ones. */
  void cut() throws IOException {
    listener.close();
    for (Socket each : sockets) {
      each.close();
    }
    sockets.clear();
  }

  /** Accepts connections again. */
  void mend() throws IOException {
    listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    accept(listener);
  }

  private void accept(ServerSocket from) {
    background(
        () -> {
          while (true) {
            Socket client = from.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            background(() -> pump(client, server));
            background(() -> pump(server, client));
          }
        });
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private interface Wire {
    void run() throws IOException;
  }

  private static void background(Wire wire) {
    Thread thread =
        new Thread(
            () -> {
              try {
                wire.run();
              } catch (IOException e) {
                // The wire is cut: that is what it is for.
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      cut();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
