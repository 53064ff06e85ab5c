"""What stands between the sockets and the application: connections, proxies."""
